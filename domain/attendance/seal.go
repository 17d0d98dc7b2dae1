package attendance

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain/worktime"
)

// receiptLetters is Crockford's base32: no I, L, O or U, so a receipt can be read out on the telephone.
var receiptLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// ReceiptLength is the number of letters of a receipt (受付番号).
const ReceiptLength = 4

// Seal puts a punch at place seq of the chain after the punch whose hash is prev (empty for the first).
// The hash is SHA-256 over the previous hash and the punch's fixed fields, a line each, so that anybody with
// the printed ledger can check it; docs/receipts.md describes it for them.
func Seal(p *worktime.Punch, seq int64, prev string) {
	p.Seq, p.PrevHash = seq, prev
	p.Hash = Digest(*p)
	p.Receipt = receipt(p.Hash)
}

// receipt is what a person is told of a hash: the first 20 of its bits.
func receipt(hash string) string {
	raw, _ := hex.DecodeString(hash[:10])
	return receiptLetters.EncodeToString(raw)[:ReceiptLength]
}

// Digest is the hash a punch must carry.
func Digest(p worktime.Punch) string {
	lines := []string{
		p.PrevHash, fmt.Sprint(p.Seq), string(p.ID), string(p.Employee), string(p.Kind), string(p.Mark),
		p.At.UTC().Format(time.RFC3339Nano), p.ReceivedAt.UTC().Format(time.RFC3339Nano), string(p.Date),
		string(p.Source), p.SourceRef, string(p.Hold), string(p.Supersedes),
	}
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}
