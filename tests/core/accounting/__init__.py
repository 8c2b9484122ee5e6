"""What the cells of five returns say, read from them without any help of the importer."""
