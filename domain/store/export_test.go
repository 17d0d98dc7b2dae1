package store

import "github.com/jackc/pgx/v5/pgxpool"

// Pool is a store's connections to PostgreSQL.
func Pool(s *Store) *pgxpool.Pool { return s.pool }
