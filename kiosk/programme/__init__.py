"""What a given screen shows and when: windows, order, the seven matters, the change signal."""
