"""The steps behind the door for writes: values read, checked, compared, written, settled."""
