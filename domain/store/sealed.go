package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"

	"gorm.io/gorm/schema"

	"github.com/dakoku/dakoku/domain"
)

// KeySize is the length of Config.Key in bytes.
const KeySize = 32

// sealKey finds the store's cipher in a statement's context: GORM's serializers are shared by all stores.
type sealKey struct{}

var registerSealed = sync.OnceFunc(func() { schema.RegisterSerializer("sealed", sealed{}) })

func newSeal(key []byte) (cipher.AEAD, error) {
	if len(key) != KeySize {
		return nil, domain.Errorf(domain.Invalid, "store: the secret key has %d bytes, not %d", len(key), KeySize)
	}
	registerSealed()
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "store: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "store: %w", err)
	}
	return aead, nil
}

// sealed keeps a field as JSON under AES-256-GCM, bound to its table and column: nonce, then ciphertext.
type sealed struct{}

// Value implements schema.SerializerInterface.
func (sealed) Value(ctx context.Context, f *schema.Field, _ reflect.Value, value any) (any, error) {
	aead, ok := ctx.Value(sealKey{}).(cipher.AEAD)
	if !ok {
		return nil, errors.New("store: a sealed column was written without its key")
	}
	plain, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	_, _ = rand.Read(nonce) // crypto/rand.Read never fails (Go 1.24)
	return aead.Seal(nonce, nonce, plain, place(f)), nil
}

// Scan implements schema.SerializerInterface.
func (sealed) Scan(ctx context.Context, f *schema.Field, dst reflect.Value, stored any) error {
	field := reflect.New(f.FieldType)
	if raw, ok := stored.([]byte); ok && len(raw) > 0 {
		aead, ok := ctx.Value(sealKey{}).(cipher.AEAD)
		if !ok || len(raw) < aead.NonceSize() {
			return fmt.Errorf("store: %s cannot be unsealed", place(f))
		}
		plain, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], place(f))
		if err != nil {
			return domain.Errorf(domain.Invalid, "store: %s was written with another secret key: %w", place(f), err)
		}
		if err := json.Unmarshal(plain, field.Interface()); err != nil {
			return err
		}
	}
	f.ReflectValueOf(ctx, dst).Set(field.Elem())
	return nil
}

func place(f *schema.Field) []byte { return []byte(f.Schema.Table + "." + f.DBName) }
