CREATE OR REPLACE FUNCTION polder_records_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    ids := ARRAY(SELECT DISTINCT domain_id FROM new_rows LIMIT 101);
  ELSIF TG_OP = 'DELETE' THEN
    ids := ARRAY(SELECT DISTINCT domain_id FROM old_rows LIMIT 101);
  ELSIF TG_OP = 'UPDATE' THEN
    ids := ARRAY(SELECT domain_id FROM old_rows UNION SELECT domain_id FROM new_rows LIMIT 101);
  END IF;
  IF ids IS NULL OR pg_catalog.cardinality(ids) > 100 THEN
    PERFORM pg_catalog.pg_notify('polder', '*');
  ELSE
    PERFORM pg_catalog.pg_notify('polder', id::text) FROM unnest(ids) AS id WHERE id IS NOT NULL;
  END IF;
  RETURN NULL;
END
$$

CREATE OR REPLACE FUNCTION polder_zones_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT id, name FROM old_rows EXCEPT SELECT id, name FROM new_rows) THEN
      PERFORM pg_catalog.pg_notify('polder', 'other');
      RETURN NULL;
    END IF;
  END IF;
  PERFORM pg_catalog.pg_notify('polder', 'zones');
  RETURN NULL;
END
$$

CREATE OR REPLACE FUNCTION polder_metadata_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('polder', 'zones');
  RETURN NULL;
END
$$

CREATE OR REPLACE FUNCTION polder_others_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('polder', 'other');
  RETURN NULL;
END
$$
