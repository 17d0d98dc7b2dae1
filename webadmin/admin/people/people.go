// Package people is the part of the console where an administrator keeps a company's people: their list, one of them, many
// at once, the import of a list, what is handed out when somebody cannot get in, and who is linked in chat. What may become
// of a person is decided by the domain, never here.
package people

import (
	"context"
	"embed"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, List{}, Person{}, Check{}, Bulk{}, Owner{}, Reissue{}, Issued{}, Linking{}, Sheet{}, Import{}, Columns{}, Report{}, desk.History{})

// Settings reads a company's masters without its people; the store does.
type Settings interface {
	Settings(ctx context.Context, code string) (company.Masters, error)
}

// Persons finds people; the store does.
type Persons interface {
	EmployeesOf(ctx context.Context, tenant domain.ID, ids []domain.ID) ([]org.Employee, error)
}

// Links makes the codes that tie chat accounts to people; org.Linking does.
type Links interface {
	SheetCode(ctx context.Context, actor domain.Actor, employee domain.ID, days int) (string, org.LinkCode, error)
}

// Accounts unties a chat account from its person; the store does. NotFound: it is nobody's.
type Accounts interface {
	Part(ctx context.Context, tenant, channel domain.ID, user string, by domain.Actor) error
}

// Given is what somebody was given to get in with, shown once.
type Given struct {
	Password, Passcode string
	Until              time.Time
}

// Wish says what is to be handed out.
type Wish struct {
	Password, Passcode, Factor bool
	Chat                       bool // he is told in his own chat, and nobody else
}

// Access hands out passwords and passcodes, and asks for one's own; webadmin/auth does.
type Access interface {
	// Give hands one person something. Forbidden, Invalid and NotFound as auth.GiveAnew; NotAllowed: no chat reaches him.
	Give(ctx context.Context, actor domain.Actor, employee domain.ID, w Wish) (Given, error)
	// Confirm tells whether a password is the person's own. Invalid: it is not. TooMany: wrong too often.
	Confirm(ctx context.Context, tenant, employee domain.ID, password string) error
}

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	Desk      *desk.Desk
	Settings  Settings
	Directory org.Directory
	Persons   Persons
	Links     Links
	Accounts  Accounts
	Access    Access
	Uploads   company.Uploads
	Now       domain.Clock
	NewID     domain.NewID
}

// The addresses.
const (
	newPath     = desk.People + "/new"
	exportPath  = desk.People + "/export.csv"
	bulkPath    = desk.People + "/bulk"
	ownerPath   = desk.People + "/owner"
	reissuePath = desk.People + "/reissue"
	linkingPath = desk.People + "/linking"
	sheetPath   = desk.People + "/linking/sheet"
	unlinkPath  = desk.People + "/linking/unlink"
	importPath  = desk.People + "/import"
	examplePath = desk.People + "/import/template.csv"
	allowedPath = desk.People + "/import/values.csv"
)

// maxUpload is the largest list that is taken: ten thousand people are about 2 MB.
const maxUpload = 16 << 20

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	get, post, need := http.MethodGet, http.MethodPost, shell.AsAdmin
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: get, Path: desk.People, Need: need, Do: p.list},
		{Method: get, Path: exportPath, Need: need, Do: p.export},
		{Method: get, Path: newPath, Need: need, Do: p.fresh},
		{Method: post, Path: newPath, Need: need, Do: p.freshPost},
		{Method: post, Path: bulkPath, Need: need, Do: p.bulkPost},
		{Method: get, Path: ownerPath, Need: shell.AsOwner, Do: p.owner},
		{Method: post, Path: ownerPath, Need: shell.AsOwner, Do: p.ownerPost},
		{Method: post, Path: reissuePath, Need: need, Do: p.reissuePost},
		{Method: get, Path: linkingPath, Need: need, Do: p.linking},
		{Method: post, Path: sheetPath, Need: need, Do: p.sheetPost},
		{Method: post, Path: unlinkPath, Need: need, Do: p.unlinkPost},
		{Method: get, Path: importPath, Need: need, Do: p.importing},
		{Method: post, Path: importPath, Need: need, Max: maxUpload, Do: p.uploadPost},
		{Method: get, Path: examplePath, Need: need, Do: p.example},
		{Method: get, Path: allowedPath, Need: need, Do: p.allowed},
		{Method: get, Path: importPath + "/:id/columns", Need: need, Do: p.columns},
		{Method: post, Path: importPath + "/:id/columns", Need: need, Do: p.columnsPost},
		{Method: get, Path: importPath + "/:id", Need: need, Do: p.report},
		{Method: post, Path: importPath + "/:id", Need: need, Do: p.takePost},
		{Method: post, Path: importPath + "/:id/drop", Need: need, Do: p.dropPost},
		{Method: get, Path: desk.People + "/:id", Need: need, Do: p.person},
		{Method: post, Path: desk.People + "/:id", Need: need, Do: p.personPost},
		{Method: get, Path: desk.People + "/:id/past", Need: need, Do: p.history},
	}}
}

// actor is the visitor as the domain knows him.
func actor(v *shell.Visit) domain.Actor { return v.Actor(domain.Console) }
