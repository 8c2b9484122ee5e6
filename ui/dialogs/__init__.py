"""What asks for a decision before anything is changed."""
