package attendance

import (
	"context"
	"errors"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Fault says what is wrong at a place of the chain.
type Fault string

// The faults.
const (
	BadOrder   Fault = "seq"       // a place is missing or there twice
	BadLink    Fault = "prev_hash" // it does not follow the punch before it
	BadHash    Fault = "hash"      // a fixed field is not what was sealed
	BadReceipt Fault = "receipt"   // the receipt is not of this hash
)

// Break is the first place where a chain does not hold.
type Break struct {
	Seq   int64
	Punch domain.ID
	Fault Fault
}

// Report is what walking a company's chain has shown.
type Report struct {
	Count  int64  // punches that hold
	Head   string // hash of the last of them; keep it elsewhere, and a later cut of the chain's end shows too
	Broken *Break // nil: all of it holds
}

var errBroken = errors.New("attendance: the chain is broken")

// Verify walks a company's whole chain (監査) and stops at the first place that does not hold.
func (s *Service) Verify(ctx context.Context, tenant domain.ID) (Report, error) {
	var r Report
	err := s.Book.Chain(ctx, tenant, "", "", "", func(p worktime.Punch) error {
		if fault := r.next(p); fault != "" {
			r.Broken = &Break{Seq: p.Seq, Punch: p.ID, Fault: fault}
			return errBroken
		}
		return nil
	})
	if errors.Is(err, errBroken) {
		err = nil
	}
	return r, err
}

// next adds the following punch of the chain to the report, or names its fault.
func (r *Report) next(p worktime.Punch) Fault {
	switch {
	case p.Seq != r.Count+1:
		return BadOrder
	case p.PrevHash != r.Head:
		return BadLink
	case p.Hash != Digest(p):
		return BadHash
	case len(p.Receipt) != ReceiptLength || !strings.EqualFold(p.Receipt, receipt(p.Hash)):
		return BadReceipt
	}
	r.Count, r.Head = p.Seq, p.Hash
	return ""
}
