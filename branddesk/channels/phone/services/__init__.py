"""Changes of calls: logged by a person, told by a telephone system; and how that system is connected."""
