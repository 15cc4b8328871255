"""Changes of conversations: what comes in, what is put into a case, what we write."""
