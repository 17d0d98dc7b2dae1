// Package company reads a company file, says everything that is wrong with it at once, and brings the masters of
// a company into line with it. It knows no storage and no password scheme: both are handed to it.
package company

import (
	"context"

	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Masters are all the settings and people of one company (マスタ): what a company file describes.
type Masters struct {
	Tenant      org.Tenant
	Departments []org.Department
	Sites       []org.Site
	Groups      []closing.Group
	Patterns    []worktime.Pattern
	Reasons     []worktime.ReasonCode
	Permissions []org.PermissionGroup
	Employees   []org.Employee
	Channels    []org.Channel
	Accounts    []org.ChatAccount
	Recorders   []terminal.Recorder
	Deeds       []audit.Row // to be added; those of before are not read
}

// Store keeps masters.
type Store interface {
	// Masters reads everything of the company with the code; the Tenant's ID is empty when there is none.
	Masters(ctx context.Context, code string) (Masters, error)
	// Save writes the records given in one transaction, each inserted or replaced by its id. Records that are not
	// given stay as they are. An account takes the place of those its channel's user and, on that channel, its
	// employee had before.
	// A channel key that another company uses is a Conflict; so are deeds when the masters have been changed since the
	// tenant's Revision was read.
	Save(ctx context.Context, m Masters) error
}
