"""What administrators set for a marketplace: how each thing looks as plain values, what its fields are called, and
how its history reads. One file a thing; `services/terms.py` changes them.
"""
