package company

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// File is a company file that was read and found right. Records in it have no ids yet and name each other by code.
type File struct {
	Name        string
	Effective   calendar.Date // 適用開始日 of what has versions; empty: from the beginning
	Tenant      org.Tenant
	Departments []Department
	Sites       []org.Site
	Groups      []closing.Group
	Patterns    []worktime.Pattern
	Reasons     []worktime.ReasonCode
	Permissions []Permission
	Channels    []org.Channel
	Recorders   []Recorder
	Employees   []Employee
	Warnings    []string // what is allowed but probably not meant, a line each
}

// Department is a department as the file has it.
type Department struct {
	Code, Name string
	Parent     string // its code
	Place      int
	Retired    bool
}

// Permission is a permission group as the file has it.
type Permission struct {
	Code, Name  string
	Departments []string // their codes
	Can         []org.Right
	Retired     bool
}

// Employee is a person as the file has it. Password and Passcode of the record are plain here.
type Employee struct {
	org.Employee
	Department string // these name records by code
	Site       string
	Permission string
	Group      string
	Pattern    string
	Chat       []Account
	Hired      *calendar.Date // 入社日; nil: the file does not say
	Left       *calendar.Date // 退職日, likewise
	Inactive   *bool          // nil: the file does not say
	LinkCode   string         // the digits a demo company starts with; whoever runs the demo issues it
}

// Account is a person's account on a channel.
type Account struct {
	Channel string // its key
	User    string
	Direct  string // the direct chat's place, if known
}

// maxFile is far more than a company of ten thousand needs (about 4 MB).
const maxFile = 32 << 20

// Parse reads a company file. The error is Problems: everything that is wrong with it, a line each. name is what
// the problems call the file.
func Parse(in io.Reader, name string) (File, error) {
	raw, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return File{}, Problems{{File: name, Text: "cannot be read: " + err.Error()}}
	}
	if len(raw) > maxFile {
		return File{}, Problems{{File: name, Text: fmt.Sprintf("is longer than %d bytes", maxFile)}}
	}
	var doc, second yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	if err := decoder.Decode(&doc); errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		return File{}, Problems{{File: name, Text: "is empty"}}
	} else if err != nil {
		return File{}, Problems{syntax(name, err)}
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return File{}, Problems{{File: name, Line: second.Line, Text: "holds more than one document"}}
	}
	r := reader{name: name, defined: map[string]map[string]value{}}
	r.file.Name = name
	r.document(value{r: &r, node: doc.Content[0]})
	r.check()
	if len(r.problems) > 0 {
		return File{}, r.problems.sorted()
	}
	return r.file, nil
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

// syntax says where YAML itself is broken.
func syntax(name string, err error) Problem {
	text := err.Error()
	var types *yaml.TypeError
	if errors.As(err, &types) && len(types.Errors) > 0 {
		text = types.Errors[0]
	}
	p := Problem{File: name, Text: "is not YAML: " + text}
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
		p.Text = "is not YAML: " + m[2]
	}
	return p
}
