-- A mover keeps the rights of the former place for a while: since when no rule gives it to them
-- (milliseconds since 1970), while it is kept.
ALTER TABLE right_holder ADD COLUMN ending_since INTEGER;
