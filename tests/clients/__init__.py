"""The matrix of foreign clients."""
