package line

import (
	"crypto/sha1" //nolint:gosec // RFC 9562 §5.5 defines UUIDv5 by it; nothing secret depends on it
	"encoding/hex"

	"github.com/dakoku/dakoku/domain"
)

// keySpace is the namespace of retry keys, itself a random UUID.
const keySpace = "\x7d\x1f\x3a\x52\x9b\x6e\x4c\x0d\xa4\x27\x51\xe8\x0c\x93\xd6\x2b"

// retryKey names a row to LINE, the same at every attempt and after a restart, so that a repeated push is recognised.
// It is a UUIDv5 because LINE's documents show no newer version. plain is another message than the card LINE refused.
// https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
func retryKey(row domain.ID, plain bool) string {
	name := string(row)
	if plain {
		name += "/plain"
	}
	b := sha1.Sum([]byte(keySpace + name)) //nolint:gosec // see above
	b[6] = b[6]&0x0f | 0x50
	b[8] = b[8]&0x3f | 0x80
	s := hex.EncodeToString(b[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}
