"""The pages themselves: each view asks once and draws."""
