"""What the embedded store holds, for other tools: read some days at a time, written as they read it."""
