package store

import (
	"database/sql"
	"errors"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/callbacks"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/migrator"
	"gorm.io/gorm/schema"
	"modernc.org/sqlite"
)

// dialector teaches GORM the SQLite of modernc.org/sqlite, which needs no C compiler.
type dialector struct{ conn *sql.DB }

func (*dialector) Name() string { return "sqlite" }

func (d *dialector) Initialize(db *gorm.DB) error {
	db.ConnPool = d.conn
	callbacks.RegisterDefaultCallbacks(db, &callbacks.Config{
		LastInsertIDReversed: true,
		CreateClauses:        []string{"INSERT", "VALUES", "ON CONFLICT", "RETURNING"},
		UpdateClauses:        []string{"UPDATE", "SET", "FROM", "WHERE", "RETURNING"},
		DeleteClauses:        []string{"DELETE", "FROM", "WHERE", "RETURNING"},
	})
	db.ClauseBuilders["FOR"] = func(c clause.Clause, b clause.Builder) {
		if _, ok := c.Expression.(clause.Locking); !ok { // its transactions never overlap: there is no row to lock
			c.Build(b)
		}
	}
	db.ClauseBuilders["LIMIT"] = func(c clause.Clause, b clause.Builder) {
		if l, ok := c.Expression.(clause.Limit); ok && l.Offset > 0 && (l.Limit == nil || *l.Limit < 0) {
			_, _ = b.WriteString("LIMIT -1 ") // OFFSET alone is not its grammar
		}
		c.Build(b)
	}
	return nil
}

func (d *dialector) Migrator(db *gorm.DB) gorm.Migrator {
	return migrator.Migrator{Config: migrator.Config{DB: db, Dialector: d}}
}

func (*dialector) DataTypeOf(f *schema.Field) string {
	switch f.DataType {
	case schema.Bool:
		return "boolean"
	case schema.Int, schema.Uint:
		return "integer"
	case schema.Float:
		return "real"
	case schema.String:
		return "text"
	case schema.Time:
		return "datetime"
	case schema.Bytes:
		return "blob"
	default:
		return string(f.DataType)
	}
}

func (*dialector) DefaultValueOf(f *schema.Field) clause.Expression {
	if f.AutoIncrement {
		return clause.Expr{SQL: "NULL"}
	}
	return clause.Expr{SQL: "DEFAULT"}
}

func (*dialector) BindVarTo(w clause.Writer, _ *gorm.Statement, _ any) { _ = w.WriteByte('?') }

func (*dialector) QuoteTo(w clause.Writer, name string) {
	quoted := strings.ReplaceAll(name, `"`, `""`)
	_, _ = w.WriteString(`"` + strings.ReplaceAll(quoted, ".", `"."`) + `"`)
}

func (*dialector) Explain(statement string, vars ...any) string {
	return logger.ExplainSQL(statement, nil, `'`, vars...)
}

func (*dialector) SavePoint(tx *gorm.DB, name string) error {
	return tx.Exec("SAVEPOINT " + name).Error
}

func (*dialector) RollbackTo(tx *gorm.DB, name string) error {
	return tx.Exec("ROLLBACK TO SAVEPOINT " + name).Error
}

// Extended result codes of SQLite: https://www.sqlite.org/rescode.html
const (
	constraintCheck      = 275
	constraintForeignKey = 787
	constraintPrimaryKey = 1555
	constraintUnique     = 2067
)

// Translate gives GORM's names to what the engine refuses; anything else stays as it is.
func (*dialector) Translate(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case constraintUnique, constraintPrimaryKey:
		return gorm.ErrDuplicatedKey
	case constraintForeignKey:
		return gorm.ErrForeignKeyViolated
	case constraintCheck:
		return gorm.ErrCheckConstraintViolated
	}
	return err
}
