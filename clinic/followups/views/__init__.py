"""The pages of the post room: what was sent, and what one visit's mail opens."""
