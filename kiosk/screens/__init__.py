"""Screens: the devices on the walls, how they are paired and what they last said of themselves."""
