"""Officials' words become answers: noticed, checked, published, mended, promised."""
