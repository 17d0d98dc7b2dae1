package domain

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"sync"
	"time"
)

// ID names one record. It is a UUIDv7 (RFC 9562 §5.7) in its text form: ids made later sort later,
// so inserts stay at the end of the index.
type ID string

// NewID makes ids. It is injected so that tests are repeatable.
type NewID func() ID

// IDs returns a NewID whose ids carry the clock's milliseconds and grow strictly within one process.
func IDs(now Clock) NewID {
	var mu sync.Mutex
	var last uint64
	return func() ID {
		var b [16]byte
		_, _ = rand.Read(b[6:]) // crypto/rand.Read never fails (Go 1.24)
		mu.Lock()
		// 48 bits of milliseconds and 12 of sequence: a burst within one millisecond still sorts by its order.
		stamp := uint64(now().UnixMilli()) << 12
		if stamp <= last {
			stamp = last + 1
		}
		last = stamp
		mu.Unlock()
		binary.BigEndian.PutUint64(b[:8], (stamp>>12)<<16|0x7000|stamp&0xfff)
		b[8] = b[8]&0x3f | 0x80
		return ID(format(b))
	}
}

func format(b [16]byte) string {
	var s [36]byte
	hex.Encode(s[0:8], b[0:4])
	hex.Encode(s[9:13], b[4:6])
	hex.Encode(s[14:18], b[6:8])
	hex.Encode(s[19:23], b[8:10])
	hex.Encode(s[24:36], b[10:16])
	s[8], s[13], s[18], s[23] = '-', '-', '-', '-'
	return string(s[:])
}

// Clock tells the time. Everything that needs "now" is given one.
type Clock func() time.Time

// System is the machine's clock in UTC, cut to the microsecond both databases keep.
func System() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// IDOf is the id of what is done for a cause: the same whenever it is made again, and sorted by the time of the cause.
func IDOf(at time.Time, cause ...string) ID {
	sum := sha256.New()
	for _, c := range cause {
		fmt.Fprintf(sum, "%q ", c)
	}
	var b [16]byte
	copy(b[6:], sum.Sum(nil))
	binary.BigEndian.PutUint64(b[:8], uint64(at.UnixMilli())<<16|0x7000|uint64(b[6]&0xf)<<8|uint64(b[7]))
	b[8] = b[8]&0x3f | 0x80
	return ID(format(b))
}
