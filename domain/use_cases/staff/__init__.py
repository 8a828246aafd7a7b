"""Who answers here, what they owe, what ЦУР sees of it and orders."""
