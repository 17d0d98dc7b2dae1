package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"gorm.io/gorm/schema"
)

// A company's people are read all at once by whoever shows them. GORM takes longer for their fields than PostgreSQL for
// the rows, so they are filled in here as the server sends them.

// field fills a struct's field with a value in PostgreSQL's binary form.
type field struct {
	index []int
	set   func(to reflect.Value, value []byte) error
}

// scanAll reads the rows t of a table by the columns of their struct; rest is what follows the table in the statement.
func scanAll[T any](ctx context.Context, s *Store, table, rest string, args ...any) ([]T, error) {
	fields := fillers[T]()
	var list []T
	err := s.eachRow(ctx, "SELECT "+fieldsOf[T]("t")+" FROM "+table+" t "+rest, args, func(values [][]byte) error {
		if len(list) == cap(list) {
			list = slices.Grow(list, len(list)+1) // doubled: these structs are large to copy
		}
		list = append(list, *new(T))
		row := reflect.ValueOf(&list[len(list)-1]).Elem()
		for i, f := range fields {
			if values[i] == nil {
				continue
			}
			if err := f.set(row.FieldByIndex(f.index), values[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// fillers are the fields of a struct in the order of fieldsOf. They remember: they are for one reading.
func fillers[T any]() []field {
	var row T
	s, err := schema.Parse(&row, &parsed, schema.NamingStrategy{})
	if err != nil {
		panic("store: " + err.Error()) // see fieldsOf
	}
	fields := make([]field, len(s.Fields))
	for i, f := range s.Fields {
		fields[i] = field{f.StructField.Index, filler(f)}
	}
	return fields
}

func filler(f *schema.Field) func(reflect.Value, []byte) error {
	if _, ok := f.Serializer.(schema.JSONSerializer); ok {
		return inJSON(f.FieldType)
	}
	switch {
	case f.FieldType == reflect.TypeFor[time.Time]():
		return func(to reflect.Value, value []byte) error { to.Set(reflect.ValueOf(timestamp(value))); return nil }
	case f.FieldType.Kind() == reflect.String:
		return again()
	case f.FieldType.Kind() == reflect.Bool:
		return func(to reflect.Value, value []byte) error { to.SetBool(value[0] != 0); return nil }
	case f.FieldType.Kind() == reflect.Int:
		return func(to reflect.Value, value []byte) error { to.SetInt(integer(value)); return nil }
	}
	panic("store: no way to fill " + f.Name) // a struct of this package's own tables
}

// integer reads one of 32 or 64 bits.
func integer(value []byte) int64 {
	if len(value) == 4 {
		return int64(int32(binary.BigEndian.Uint32(value)))
	}
	return bigint(value)
}

// again fills texts, and knows the one before: of a company's people many columns hold but a few.
func again() func(reflect.Value, []byte) error {
	var last string
	return func(to reflect.Value, value []byte) error {
		if string(value) != last {
			last = string(value)
		}
		to.SetString(last)
		return nil
	}
}

// inJSON fills what is kept as JSON; most lists are empty. JSONB begins with its version.
func inJSON(kind reflect.Type) func(reflect.Value, []byte) error {
	none := reflect.Zero(kind)
	if kind.Kind() == reflect.Slice {
		none = reflect.MakeSlice(kind, 0, 0) // which is not nil, as JSON has it
	}
	return func(to reflect.Value, value []byte) error {
		value = bytes.TrimPrefix(value, []byte{1})
		if string(value) == "[]" {
			to.Set(none)
			return nil
		}
		return json.Unmarshal(value, to.Addr().Interface())
	}
}
