-- Alone in its transaction: while it is built only writes wait, not reads.
create index customers_without_record on customers (reseller_id, id) where flow is null;
