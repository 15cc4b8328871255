"""What a marketplace's own people write in its cabinet: its support and its managers, store by store."""
