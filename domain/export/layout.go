// Package export turns the record into files that other programs read: payroll layouts, lists of punches, aggregates
// (給与連携, CSV出力). A layout is data; one engine writes them all. The package knows no storage and no payroll rule:
// it is handed figures and never computes one, except that a column may add several up.
package export

import "github.com/dakoku/dakoku/domain/calendar"

// Grain is what one line of a file is about.
type Grain string

// The grains.
const (
	PerEmployee Grain = "employee" // a person's closing period
	PerDay      Grain = "day"      // a person's business day
	PerPunch    Grain = "punch"
)

// Encoding is how letters become bytes.
type Encoding string

// The encodings. Shift_JIS is Microsoft's (CP932), which is what payroll programs on Windows mean by it.
const (
	UTF8     Encoding = "utf-8"
	UTF8BOM  Encoding = "utf-8-bom"
	ShiftJIS Encoding = "shift_jis"
)

// Unit is how minutes are written.
type Unit string

// The units. 75 minutes are 1:15, 1.15, 1.25 and 75: a dotted sexagesimal and a decimal look alike and differ, which
// is why every preset says its unit in its name.
const (
	Clock   Unit = "h:mm"
	Dotted  Unit = "h.mm" // 60進
	Decimal Unit = "decimal"
	Minutes Unit = "minutes"
)

// Rounding is what becomes of the digits a decimal has no room for.
type Rounding string

// The roundings.
const (
	HalfUp Rounding = "half_up"
	Down   Rounding = "down"
	Up     Rounding = "up"
)

// Zero is how nothing is written. Some programs keep an old value where a cell is blank and overwrite it with a zero.
type Zero string

// The styles of zero.
const (
	ZeroByUnit Zero = "by_unit" // 0:00, 0.00, 0
	ZeroPlain  Zero = "plain"   // 0
	ZeroBlank  Zero = "blank"
)

// Confidence says how well a preset is known to fit its product.
type Confidence string

// The confidences.
const (
	High   Confidence = "high"   // read in the vendor's own documentation
	Medium Confidence = "medium" // in part, or in another vendor's
	Low    Confidence = "low"    // a starting point: compare it with the program's own template
)

// Layout is one way to write a file (出力レイアウト).
type Layout struct {
	Name       string     `yaml:"name"`
	Like       string     `yaml:"like"` // a preset this one only changes
	Title      string     `yaml:"title"`
	English    string     `yaml:"english" json:"-"` // the title for who reads English; empty: Title
	Product    string     `yaml:"product"`
	Confidence Confidence `yaml:"confidence"`
	Sources    []string   `yaml:"sources"`
	Note       string     `yaml:"note"`

	Rows      Grain    `yaml:"rows"`
	Encoding  Encoding `yaml:"encoding"`
	Newline   string   `yaml:"newline"`   // crlf (default) or lf
	Delimiter string   `yaml:"delimiter"` // comma (default) or tab
	Quoting   string   `yaml:"quoting"`   // needed (default), all or none
	Header    bool     `yaml:"header"`
	Before    []string `yaml:"before"` // lines above the header, as they are
	// Formulas says how a text that a spreadsheet would run is made harmless: apostrophe (default) puts one before it,
	// fullwidth writes its first letter wide, for programs that compare texts.
	Formulas string   `yaml:"formulas"`
	Idle     string   `yaml:"idle"` // people without work in the period: keep (default) or skip
	Code     Code     `yaml:"code"`
	Style    Style    `yaml:"numbers"`
	Columns  []Column `yaml:"columns"`
}

// Code is how an employee's code is written.
type Code struct {
	Width int `yaml:"width"` // padded with zeros on the left up to it; 0: as it is
	Max   int `yaml:"max"`   // a longer one is refused; 0: any length
}

// Style is how numbers are written; a column may have its own.
type Style struct {
	Unit     Unit     `yaml:"unit"`     // of times
	Digits   *int     `yaml:"digits"`   // of decimal times
	Rounding Rounding `yaml:"rounding"` // of decimal times
	Days     *int     `yaml:"days"`     // digits of counts of days
	Zero     Zero     `yaml:"zero"`
}

// Column is one column: exactly one of Field, Sum, Constant and Blank.
type Column struct {
	Title    string            `yaml:"title"`
	Field    string            `yaml:"field"`
	Sum      []string          `yaml:"sum"` // fields of one kind; one with a - before it is taken off
	Constant string            `yaml:"constant"`
	Blank    bool              `yaml:"blank"` // keeps the place of what the product wants and Dakoku does not record
	Words    map[string]string `yaml:"words"` // what the product calls the values of a text field
	Date     string            `yaml:"date"`  // of a date field: yyyy, mm, dd in any arrangement
	Style    `yaml:",inline"`
}

// Row is what a line is made of. A field the row's grain does not have is never asked for.
type Row interface {
	// Text is a text field's value.
	Text(field string) string
	// Value is a number: whole minutes, or a count. False: there is none, which is not the same as 0.
	Value(field string) (int, bool)
}

// Span is the closing period a row belongs to, as it is printed.
type Span struct {
	Month    calendar.Month
	From, To calendar.Date
}
