package store_test

import (
	"database/sql"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm/schema"

	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// kept are the structs that the tables keep.
var kept = []any{company.Upload{}, notice.Draft{}, notice.List{}, notice.File{},
	org.Tenant{}, org.Department{}, org.Site{}, org.PermissionGroup{}, org.Employee{}, org.Channel{}, org.Install{},
	org.ChatAccount{}, org.LinkCode{}, org.LinkTries{}, org.Credential{}, org.Device{}, closing.Group{}, closing.Lock{}, worktime.Punch{}, attendance.Change{},
	attendance.Witness{}, attendance.Snapshot{}, worktime.Pattern{}, worktime.ReasonCode{}, worktime.DayNote{}, attendance.Touch{}, attendance.Rollup{}, workflow.Request{}, audit.Row{}, org.SignIn{}, inbox.Item{}, inbox.Post{}, org.Pulse{}, org.Sender{}, outbox.Item{}, reminder.Reminder{}, reminder.Silence{}, terminal.Recorder{}, terminal.Pairing{}, terminal.DeviceEvent{}, terminal.Ruling{}, export.Made{}, notice.Message{}, notice.Recipient{}, notice.Answer{}}

// own are the tables no struct stands for.
var own = []string{"message_plan", "chain_head", "reminder_mark", "kv_state", "goose_db_version"}

// columns lists the migrated schema: table.column → what kind of value it holds.
func columns(t *testing.T, s *store.Store, engine string) map[string]string {
	t.Helper()
	statement := `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'`
	if engine == "sqlite" {
		statement = `SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
			WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
	}
	all := map[string]string{}
	storetest.Query(t, s, statement, func(r *sql.Rows) error {
		var table, column, kind string
		err := r.Scan(&table, &column, &kind)
		if !strings.HasPrefix(table, "river_") && !slices.Contains(own, table) {
			all[table+"."+column] = kindOf(kind)
		}
		return err
	})
	return all
}

// kindOf is a column's kind of value, whatever the engine calls it.
func kindOf(declared string) string {
	switch strings.ToLower(declared) {
	case "integer", "bigint":
		return "number"
	case "text", "jsonb": // a JSON column is TEXT in SQLite
		return "text"
	case "datetime", "timestamp with time zone":
		return "instant"
	case "blob", "bytea":
		return "bytes"
	case "boolean":
		return "bool"
	}
	return declared
}

// wanted is what a field needs.
func wanted(f *schema.Field) string {
	switch {
	case f.TagSettings["SERIALIZER"] == "sealed":
		return "bytes"
	case f.TagSettings["SERIALIZER"] != "":
		return "text"
	case f.IndirectFieldType == reflect.TypeFor[time.Time]():
		return "instant"
	}
	switch f.IndirectFieldType.Kind() {
	case reflect.Bool:
		return "bool"
	case reflect.Int, reflect.Int64:
		return "number"
	case reflect.Slice:
		return "bytes"
	}
	return "text"
}

func TestSchemaIsWhatTheStructsSay(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			migrated := columns(t, storetest.Open(t, engine), engine)
			for _, row := range kept {
				parsed, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range parsed.Fields {
					name := parsed.Table + "." + f.DBName
					if got := migrated[name]; got != wanted(f) {
						t.Errorf("%s holds %q in the migrations and %q in the struct", name, got, wanted(f))
					}
					delete(migrated, name)
				}
			}
			for name := range migrated {
				t.Errorf("%s is in the migrations and in no struct", name)
			}
		})
	}
}
