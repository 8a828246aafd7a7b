"""The rules of Отклик and its use cases: pure values in, values out; no VK, no SQL, no clock."""
