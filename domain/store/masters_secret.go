package store

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"

	"github.com/dakoku/dakoku/domain/company"
)

// filePrefix names the column that has what the company file last set, beside the one that counts.
const filePrefix = "file_"

// newer lets a column that has such a twin change only with it: a password that was chosen after the masters were read
// stays, whatever else is written of the person.
func newer(set clause.Set, s *schema.Schema) clause.Set {
	for i, a := range set {
		name := a.Column.Name
		if twin := filePrefix + name; s.LookUpField(twin) != nil {
			set[i].Value = clause.Expr{SQL: "CASE WHEN " + s.Table + "." + twin + " = excluded." + twin +
				" THEN " + s.Table + "." + name + " ELSE excluded." + name + " END"}
		}
	}
	return set
}

// filed ends the time of reissued passwords and passcodes that the file has replaced.
func filed(tx *gorm.DB, m company.Masters) error {
	for _, ended := range []string{
		"must_change = FALSE, valid_until = NULL WHERE must_change AND employee_id IN (SELECT id FROM employee WHERE password = file_password AND password <> '' AND tenant_id = ?)",
		"passcode_once = FALSE, passcode_until = NULL WHERE passcode_once AND employee_id IN (SELECT id FROM employee WHERE passcode = file_passcode AND passcode <> '' AND tenant_id = ?)",
	} {
		if err := tx.Exec("UPDATE credential SET "+ended+" AND tenant_id = ?", string(m.Tenant.ID), string(m.Tenant.ID)).Error; err != nil {
			return err
		}
	}
	return nil
}
