package terminal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/sha256"
	"math/big"
	"strconv"

	"github.com/dakoku/dakoku/domain"
)

// Sealed is what somebody typed while there was no network, so that only the server can read it: an ephemeral key on
// P-256, HKDF-SHA-256 and AES-256-GCM, all of which every browser's WebCrypto has.
type Sealed struct {
	Key  []byte `json:"key"` // the ephemeral public key, an uncompressed point
	IV   []byte `json:"iv"`
	Data []byte `json:"data"`
}

// sealInfo parts the key from any other use of the same secret; the script has the same words.
const sealInfo = "dakoku recorder seal"

// sealKey is the recorder's private key. It is derived from the program's secret key, so nothing has to be kept.
func (s *Service) sealKey(r Recorder) (*ecdh.PrivateKey, error) {
	for n := 0; ; n++ {
		raw, err := hkdf.Key(sha256.New, s.Key, nil, sealInfo+"\n"+string(r.Tenant)+"\n"+string(r.ID)+"\n"+strconv.Itoa(n), 32)
		if err != nil {
			return nil, err
		}
		if key, err := ecdh.P256().NewPrivateKey(raw); err == nil { // one number in 2³² is none of the curve's
			return key, nil
		}
	}
}

// SealTo is the public key devices seal to, an uncompressed point.
func (s *Service) SealTo(r Recorder) ([]byte, error) {
	key, err := s.sealKey(r)
	if err != nil {
		return nil, err
	}
	return key.PublicKey().Bytes(), nil
}

// unseal reads what was sealed for this touch and no other. Invalid: it was not.
func (s *Service) unseal(r Recorder, c Sealed, bound string) ([]byte, error) {
	wrong := func(err error) error { return domain.Errorf(domain.Invalid, "terminal: the seal: %w", err) }
	key, err := s.sealKey(r)
	if err != nil {
		return nil, err
	}
	theirs, err := ecdh.P256().NewPublicKey(c.Key)
	if err != nil {
		return nil, wrong(err)
	}
	shared, err := key.ECDH(theirs)
	if err != nil {
		return nil, wrong(err)
	}
	raw, err := hkdf.Key(sha256.New, shared, c.Key, sealInfo, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	if len(c.IV) != aead.NonceSize() {
		return nil, domain.Errorf(domain.Invalid, "terminal: the seal has no nonce")
	}
	plain, err := aead.Open(nil, c.IV, c.Data, []byte(bound))
	if err != nil {
		return nil, wrong(err)
	}
	return plain, nil
}

// usable tells whether bytes are a public key that signed can use.
func usable(public []byte) bool {
	_, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), public)
	return err == nil
}

// signed tells whether the paired device's key signed a text: ECDSA on P-256 over SHA-256, r and s one after the other
// as WebCrypto writes them.
func signed(public []byte, text string, signature []byte) bool {
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), public)
	if err != nil || len(signature) != 64 {
		return false
	}
	sum := sha256.Sum256([]byte(text))
	return ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]))
}
