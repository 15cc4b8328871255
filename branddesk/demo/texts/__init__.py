"""What is said in the demo. All of it is made up."""
