"""What runs wirewatch and what it runs on."""
