package portal

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"

	"github.com/dakoku/dakoku/domain/export/timesheet"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// sheet hands out the person's own month as it is printed.
func (o *Own) sheet(format, kind string) func(*shell.Visit) error {
	return func(v *shell.Visit) error {
		month, err := monthAsked(v)
		if err != nil {
			return err
		}
		if month == "" {
			now, err := o.Records.Month(v.Request().Context(), v.Tenant.ID, v.Person.ID, "", o.Now())
			if err != nil {
				return err
			}
			month = now.Period.Month
		}
		var b bytes.Buffer
		if err := o.Sheets.Print(v.Request().Context(), &b, v.Who, month, format, v.Lang()); err != nil {
			return err
		}
		if format == "html" {
			v.Response().Header().Set("Content-Security-Policy", sheetPolicy)
		} else {
			v.BeginFile(kind, "timesheet-"+v.Person.Code+"-"+string(month)+"."+format)
		}
		return v.Blob(http.StatusOK, kind, b.Bytes())
	}
}

// sheetPolicy lets the printed page, which stands alone, have its own style and nothing else.
var sheetPolicy = func() string {
	sum := sha256.Sum256([]byte(timesheet.Style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
}()
