"""What people and the clock may do with questions; each method is one decision inside somebody's unit of work."""
