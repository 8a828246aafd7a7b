"""A stand-in for VK's bot side on loopback, for tests, demonstrations and training."""
