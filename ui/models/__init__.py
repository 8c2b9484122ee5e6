"""What the windows show: core values behind Qt item models."""
