package org

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Standing is whether somebody works for the company on a date (在籍状態).
type Standing string

// The standings.
const (
	Working Standing = "working" // 在籍
	Joining Standing = "joining" // 入社前
	Gone    Standing = "gone"    // 退職
	Barred  Standing = "barred"  // 無効, though he has not left
)

// Standings are all there are.
var Standings = []Standing{Working, Joining, Gone, Barred}

// Standing is a person's standing on a date. He is as he is kept, not yet On the date.
func (e Employee) Standing(date calendar.Date) Standing {
	switch {
	case e.Left != "" && e.Left < date:
		return Gone
	case !e.Active:
		return Barred
	case e.Hired > date:
		return Joining
	}
	return Working
}

// Reach is whether somebody is linked in chat (連携状態).
type Reach string

// The reaches.
const (
	Linked      Reach = "linked"
	Unlinked    Reach = "unlinked"
	Unreachable Reach = "unreachable" // linked, and blocked the bot or left
	Lost        Reach = "lost"        // unlinked, or unreachable on every account: nothing can be told in chat
)

// Reaches are those people are told apart by; Lost overlaps with them.
var Reaches = []Reach{Linked, Unlinked, Unreachable}

// Order is what a list of people goes by.
type Order string

// The orders. People who are alike in it go by their codes.
const (
	ByCode       Order = "code"
	ByKana       Order = "kana"
	ByDepartment Order = "department"
	ByHired      Order = "hired"
	ByRole       Order = "role"
)

// Orders are all there are.
var Orders = []Order{ByCode, ByKana, ByDepartment, ByHired, ByRole}

// Search narrows and orders a company's people as they are on a date; what is empty narrows nothing.
type Search struct {
	Tenant      domain.ID
	On          calendar.Date
	Words       []string    // each stands in the code, the name, its reading, the romaji name, the login or a mail address
	Departments []domain.ID // one of them
	Site        domain.ID
	Group       domain.ID
	Pattern     domain.ID
	Permission  domain.ID
	Employment  Employment
	PayForm     PayForm
	Role        domain.Role
	Standing    Standing
	Reach       Reach
	Order       Order // empty: ByCode
	Down        bool  // the other way round
}

// Directory finds people among thousands without reading all of them.
type Directory interface {
	// Page lists people from a place on, each as he is kept, and tells how many there are in all.
	Page(ctx context.Context, s Search, from, size int) ([]Employee, int, error)
	// Codes lists the codes of all of them, in the order.
	Codes(ctx context.Context, s Search) ([]string, error)
	// AccountsOfAll lists the chat accounts of some people, the newest first.
	AccountsOfAll(ctx context.Context, tenant domain.ID, people []domain.ID) ([]ChatAccount, error)
}
