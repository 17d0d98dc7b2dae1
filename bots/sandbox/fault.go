package sandbox

import (
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Down is how a platform's API fails.
type Down string

// The ways to fail. Late acts first and then answers 500: why retry keys exist.
const (
	Up       Down = ""
	Broken   Down = "500"
	Busy     Down = "429"
	Slow     Down = "slow"
	Late     Down = "late"
	Rejected Down = "401"
)

// Faults are what is wrong with one platform at the moment.
type Faults struct {
	Twice        bool `json:"twice"`         // every webhook is sent twice
	Lost         bool `json:"lost"`          // no webhook is sent, and none again
	BadSignature bool `json:"bad_signature"` // webhooks are signed with another secret
	Down         Down `json:"down"`          // of the API
	Calls        int  `json:"calls"`         // how many API calls Down is for; 0: until it is changed
}

// SetFaults changes what is wrong with a platform.
func (s *stage) SetFaults(p domain.Door, f Faults) {
	s.mu.Lock()
	s.faults[p] = f
	s.mu.Unlock()
	s.touch()
}

// Faults tells what is wrong with a platform.
func (s *stage) Faults(p domain.Door) Faults {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults[p]
}

// spend takes one API call's worth of the platform's fault.
func (s *stage) spend(p domain.Door) Down {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.faults[p]
	down := f.Down
	if f.Calls > 0 {
		if f.Calls--; f.Calls == 0 {
			f.Down = Up
		}
		s.faults[p] = f
	}
	return down
}

// fail plays an API that does not do what it is asked. It says whether the request is still to be handled, and
// whether the answer of that is to be thrown away.
func (s *stage) fail(w http.ResponseWriter, r *http.Request, p domain.Door, refuse func(http.ResponseWriter, int)) (handle, discard bool) {
	switch s.spend(p) {
	case Broken:
		refuse(w, http.StatusInternalServerError)
		return false, false
	case Busy:
		refuse(w, http.StatusTooManyRequests)
		return false, false
	case Rejected:
		refuse(w, http.StatusUnauthorized)
		return false, false
	case Late:
		return true, true
	case Slow:
		t := time.NewTimer(s.slow)
		defer t.Stop()
		select {
		case <-t.C:
		case <-r.Context().Done():
			return false, false
		}
	}
	return true, false
}
