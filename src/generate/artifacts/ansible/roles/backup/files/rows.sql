-- How many rows each table has, and a digest of them that knows no order.
select format(
  'select %L, count(*), coalesce(sum(hashtext(t::text)::bigint), 0) from only %I.%I t',
  schemaname || '.' || tablename, schemaname, tablename)
from pg_tables
where schemaname not in ('pg_catalog', 'information_schema')
order by schemaname, tablename
\gexec
