package bots

import (
	"context"

	"github.com/dakoku/dakoku/domain/outbox"
)

// begun is the note of a row while it is being told, and for ever if the process dies meanwhile.
const begun = Uncertain + "was being told"

// begin settles what is known of the rows before they are sent. Of an answer it is doubted whether somebody else has said
// it; a notice on a platform that would say it twice is begun in storage, so that what is not begun was not said.
func (d *Delivery) begin(ctx context.Context, ch Channel, p Platform, rows []outbox.Item, found bool) error {
	keyless, ok := p.(Keyless)
	notes := ok && keyless.Looks(ch)
	var beginning []outbox.Result
	for i, row := range rows {
		switch {
		case row.State != outbox.Owed:
		case notes && row.Kind == outbox.Notice:
			beginning = append(beginning, outbox.Result{ID: row.ID, State: outbox.Owed, Begun: true, Note: begun, Next: d.cfg.Clock().Add(sendLease)})
			rows[i].Attempts++
		default:
			rows[i] = d.certain.doubt(row, found)
		}
	}
	if len(beginning) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	return d.cfg.Outbox.Settle(ctx, beginning)
}
