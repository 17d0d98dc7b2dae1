package attendance

import (
	"context"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Lookup finds single entries of a company's ledger, whoever they are about.
type Lookup interface {
	// Receipted lists punches of the days from..to that carry a receipt, the newest first.
	Receipted(ctx context.Context, tenant domain.ID, receipt string, from, to calendar.Date) ([]worktime.Punch, error)
	// Around lists the punches at the places before, at and after one of the chain, as far as there are.
	Around(ctx context.Context, tenant domain.ID, seq int64) ([]worktime.Punch, error)
	// Held lists a page of the punches that are kept without counting, the newest first, and how many there are. Pages
	// count from 1.
	Held(ctx context.Context, tenant domain.ID, page, size int) ([]worktime.Punch, int, error)
}

// Fits tells what does not hold of a punch between those around it in the chain; empty: all of it holds.
func Fits(p worktime.Punch, around []worktime.Punch) Fault {
	switch {
	case p.Hash != Digest(p):
		return BadHash
	case len(p.Receipt) != ReceiptLength || !strings.EqualFold(p.Receipt, receipt(p.Hash)):
		return BadReceipt
	}
	for _, o := range around {
		if o.Seq == p.Seq-1 && o.Hash != p.PrevHash || o.Seq == p.Seq+1 && o.PrevHash != p.Hash {
			return BadLink
		}
	}
	return ""
}
