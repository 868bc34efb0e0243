"""What leaves the program: records on screen and in files, with every piece of foreign text made harmless."""
