"""What the cells of two returns say, read from them without any help of the importer."""
