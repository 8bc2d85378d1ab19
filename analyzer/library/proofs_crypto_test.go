package library_test

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hmac"
	cryptorand "crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"math/big"
)

func aesBlock() cipher.Block {
	b, err := aes.NewCipher(make([]byte, 16))
	if err != nil {
		panic(err)
	}
	return b
}

func gcm() cipher.AEAD {
	a, err := cipher.NewGCM(aesBlock())
	if err != nil {
		panic(err)
	}
	return a
}

var cryptoProofs = map[string]proof{
	"crypto.RegisterHash": {
		broken: func() { crypto.RegisterHash(99, sha256.New) },
		met:    func() { crypto.RegisterHash(crypto.SHA256, sha256.New) },
	},
	"crypto.(Hash).New": {
		broken: func() { crypto.Hash(zero).New() },
		met:    func() { crypto.SHA256.New() },
	},
	"crypto.(Hash).Size": {
		broken: func() { crypto.Hash(zero).Size() },
		met:    func() { crypto.SHA256.Size() },
	},
	"crypto/cipher.NewCBCDecrypter": {
		broken: func() { cipher.NewCBCDecrypter(aesBlock(), make([]byte, 15)) },
		met:    func() { cipher.NewCBCDecrypter(aesBlock(), make([]byte, 16)) },
	},
	"crypto/cipher.NewCBCEncrypter": {
		broken: func() { cipher.NewCBCEncrypter(aesBlock(), make([]byte, 15)) },
		met:    func() { cipher.NewCBCEncrypter(aesBlock(), make([]byte, 16)) },
	},
	"crypto/cipher.NewCFBDecrypter": {
		broken: func() { cipher.NewCFBDecrypter(aesBlock(), make([]byte, 15)) },
		met:    func() { cipher.NewCFBDecrypter(aesBlock(), make([]byte, 16)) },
	},
	"crypto/cipher.NewCFBEncrypter": {
		broken: func() { cipher.NewCFBEncrypter(aesBlock(), make([]byte, 15)) },
		met:    func() { cipher.NewCFBEncrypter(aesBlock(), make([]byte, 16)) },
	},
	"crypto/cipher.NewCTR": {
		broken: func() { cipher.NewCTR(aesBlock(), make([]byte, 15)) },
		met:    func() { cipher.NewCTR(aesBlock(), make([]byte, 16)) },
	},
	"crypto/cipher.NewOFB": {
		broken: func() { cipher.NewOFB(aesBlock(), make([]byte, 15)) },
		met:    func() { cipher.NewOFB(aesBlock(), make([]byte, 16)) },
	},
	"crypto/cipher.(AEAD).Open": {
		broken: func() { gcm().Open(nil, make([]byte, 11), make([]byte, 40), nil) },
		met:    func() { gcm().Open(nil, make([]byte, 12), make([]byte, 40), nil) },
	},
	"crypto/cipher.(AEAD).Seal": {
		broken: func() { gcm().Seal(nil, make([]byte, 11), make([]byte, 40), nil) },
		met:    func() { gcm().Seal(nil, make([]byte, 12), make([]byte, 40), nil) },
	},
	"crypto/cipher.(Block).Decrypt": {
		broken: func() { aesBlock().Decrypt(make([]byte, 15), make([]byte, 16)) },
		met:    func() { aesBlock().Decrypt(make([]byte, 16), make([]byte, 16)) },
	},
	"crypto/cipher.(Block).Decrypt 2": {
		broken: func() { aesBlock().Decrypt(make([]byte, 16), make([]byte, 15)) },
		met:    func() { aesBlock().Decrypt(make([]byte, 16), make([]byte, 16)) },
	},
	"crypto/cipher.(Block).Encrypt": {
		broken: func() { aesBlock().Encrypt(make([]byte, 15), make([]byte, 16)) },
		met:    func() { aesBlock().Encrypt(make([]byte, 16), make([]byte, 16)) },
	},
	"crypto/cipher.(Block).Encrypt 2": {
		broken: func() { aesBlock().Encrypt(make([]byte, 16), make([]byte, 15)) },
		met:    func() { aesBlock().Encrypt(make([]byte, 16), make([]byte, 16)) },
	},
	"crypto/cipher.(BlockMode).CryptBlocks": {
		broken: func() {
			cipher.NewCBCEncrypter(aesBlock(), make([]byte, 16)).CryptBlocks(make([]byte, 15), make([]byte, 16))
		},
		met: func() {
			cipher.NewCBCEncrypter(aesBlock(), make([]byte, 16)).CryptBlocks(make([]byte, 16), make([]byte, 16))
		},
	},
	"crypto/cipher.(BlockMode).CryptBlocks 2": {
		broken: func() {
			cipher.NewCBCEncrypter(aesBlock(), make([]byte, 16)).CryptBlocks(make([]byte, 16), make([]byte, 15))
		},
		met: func() {
			cipher.NewCBCEncrypter(aesBlock(), make([]byte, 16)).CryptBlocks(make([]byte, 16), make([]byte, 16))
		},
	},
	"crypto/cipher.(Stream).XORKeyStream": {
		broken: func() { cipher.NewCTR(aesBlock(), make([]byte, 16)).XORKeyStream(make([]byte, 1), make([]byte, 2)) },
		met:    func() { cipher.NewCTR(aesBlock(), make([]byte, 16)).XORKeyStream(make([]byte, 2), make([]byte, 2)) },
	},
	"crypto/ed25519.NewKeyFromSeed": {
		broken: func() { ed25519.NewKeyFromSeed(make([]byte, 31)) },
		met:    func() { ed25519.NewKeyFromSeed(make([]byte, 32)) },
	},
	"crypto/ed25519.Sign": {
		broken: func() { ed25519.Sign(make([]byte, 63), nil) },
		met:    func() { ed25519.Sign(ed25519.NewKeyFromSeed(make([]byte, 32)), nil) },
	},
	"crypto/ed25519.Verify": {
		broken: func() { ed25519.Verify(make([]byte, 31), nil, nil) },
		met:    func() { ed25519.Verify(make([]byte, 32), nil, nil) },
	},
	"crypto/hmac.New": {
		broken: func() { hmac.New(nil, nil) },
		met:    func() { hmac.New(sha256.New, nil) },
	},
	"crypto/rand.Int": {
		broken: func() { _, _ = cryptorand.Int(cryptorand.Reader, new(big.Int)) },
		met:    func() { _, _ = cryptorand.Int(cryptorand.Reader, big.NewInt(1)) },
	},
	"crypto/subtle.ConstantTimeCopy": {
		broken: func() { subtle.ConstantTimeCopy(1, make([]byte, 1), make([]byte, 2)) },
		met:    func() { subtle.ConstantTimeCopy(1, make([]byte, 2), make([]byte, 2)) },
	},
	"crypto/subtle.ConstantTimeCopy 2": {
		broken: func() { subtle.ConstantTimeCopy(1, make([]byte, 2), make([]byte, 1)) },
		met:    func() { subtle.ConstantTimeCopy(1, make([]byte, 2), make([]byte, 2)) },
	},
	"crypto/subtle.XORBytes": {
		broken: func() { subtle.XORBytes(nil, make([]byte, 1), make([]byte, 1)) },
		met:    func() { subtle.XORBytes(make([]byte, 1), make([]byte, 1), make([]byte, 1)) },
	},
	"crypto/tls.(Config).SetSessionTicketKeys": {
		broken: func() { new(tls.Config).SetSessionTicketKeys(nil) },
		met:    func() { new(tls.Config).SetSessionTicketKeys(make([][32]byte, 1)) },
	},
	"crypto/x509.SetFallbackRoots": {
		broken: func() { x509.SetFallbackRoots(x509.NewCertPool()); x509.SetFallbackRoots(x509.NewCertPool()) },
		met:    func() {},
	},
	"crypto/x509.(CertPool).AddCert": {
		broken: func() { x509.NewCertPool().AddCert(nil) },
		met:    func() { x509.NewCertPool().AddCert(new(x509.Certificate)) },
	},
}
