from branddesk.channels.selectors.letters import letters_in, letters_out

__all__ = ["letters_in", "letters_out"]
