package blobs

import (
	"bytes"
	"cmp"
	"context"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/dakoku/dakoku/domain"
)

// Bucket is contents in an S3-compatible store: prefix/tenant/digest/copy. It implements notice.Blobs. Each Put writes a copy
// of its own, so that a sweep, which deletes copies it has seen to be old, never deletes the one somebody has just written:
// such stores rename nothing and know no lock.
type Bucket struct {
	api          *s3.Client
	name, prefix string
}

// key is where the copies of a content lie.
func (b *Bucket) key(tenant domain.ID, digest string) (string, error) {
	if !names.MatchString(string(tenant)) || !names.MatchString(digest) || len(digest) < 3 {
		return "", domain.Errorf(domain.Invalid, "blobs: %q of %q is no name of a content", digest, tenant)
	}
	return b.prefix + string(tenant) + "/" + digest + "/", nil
}

// Put implements notice.Blobs. The store answers when the content is durable and can be read and listed everywhere:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
func (b *Bucket) Put(ctx context.Context, tenant domain.ID, content []byte) (string, error) {
	sum := sha256.Sum256(content)
	digest := hex.EncodeToString(sum[:])
	key, err := b.key(tenant, digest)
	if err != nil {
		return "", err
	}
	check := md5.Sum(content) // the store compares it with what arrived; over TLS the signature leaves the body out
	_, err = b.api.PutObject(ctx, &s3.PutObjectInput{Bucket: &b.name, Key: aws.String(key + rand.Text()), Body: bytes.NewReader(content),
		ContentLength: aws.Int64(int64(len(content))), ContentType: aws.String("application/octet-stream"),
		ContentMD5: aws.String(base64.StdEncoding.EncodeToString(check[:]))})
	return digest, b.fault("the content cannot be kept", err)
}

// getTries is how often the copies are listed: those of the first list may be swept while a newer one is there.
const getTries = 2

// Get implements notice.Blobs.
func (b *Bucket) Get(ctx context.Context, tenant domain.ID, digest string) ([]byte, error) {
	key, err := b.key(tenant, digest)
	if err != nil {
		return nil, err
	}
	for range getTries {
		list, err := b.api.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &b.name, Prefix: &key})
		if err != nil {
			return nil, b.fault("the content cannot be found", err)
		}
		for _, o := range list.Contents {
			content, err := b.read(ctx, *o.Key)
			if err != nil {
				return nil, err
			}
			if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) == digest {
				return content, nil
			}
		}
	}
	return nil, domain.Errorf(domain.NotFound, "blobs: %s is not there, or is not what was kept", key)
}

// read is one copy; nothing where it is gone.
func (b *Bucket) read(ctx context.Context, key string) ([]byte, error) {
	o, err := b.api.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key})
	if gone := (*types.NoSuchKey)(nil); errors.As(err, &gone) {
		return nil, nil
	}
	if err != nil {
		return nil, b.fault("the content cannot be read", err)
	}
	content, err := io.ReadAll(o.Body)
	return content, b.fault("the content cannot be read", cmp.Or(err, o.Body.Close()))
}

// Ready tells whether the bucket can be listed with these keys.
func (b *Bucket) Ready(ctx context.Context) error {
	_, err := b.api.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &b.name, Prefix: &b.prefix, MaxKeys: aws.Int32(1)})
	return b.fault("the bucket cannot be listed", err)
}

// owner is whose copy lies at a key, and of what; false: it is nothing of ours.
func (b *Bucket) owner(key string) (tenant domain.ID, digest string, ok bool) {
	part := strings.Split(strings.TrimPrefix(key, b.prefix), "/")
	if len(part) != 3 || !names.MatchString(part[0]) || len(part[1]) != hex.EncodedLen(sha256.Size) || !names.MatchString(part[2]) {
		return "", "", false
	}
	return domain.ID(part[0]), part[1], true
}
