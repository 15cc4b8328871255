"""The ladder of escalation: rules measure a case, propose a level up and say why; a person decides."""
