//! What a page takes from the request that it is drawn for. In the browser there is none: the page carries what it needs.

use domain::people::SignedIn;

/// Who is signed in.
pub fn signed_in() -> Option<SignedIn> {
    #[cfg(feature = "ssr")]
    {
        crate::portal::signed_in()
    }
    #[cfg(not(feature = "ssr"))]
    {
        None
    }
}

/// The address that a refused attempt to sign in was made with.
pub fn typed_address() -> String {
    #[cfg(feature = "ssr")]
    {
        crate::portal::typed()
    }
    #[cfg(not(feature = "ssr"))]
    {
        String::new()
    }
}

/// Whether the WASM takes this page over.
pub fn is_hydrated() -> bool {
    #[cfg(feature = "ssr")]
    {
        crate::portal::is_hydrated()
    }
    #[cfg(not(feature = "ssr"))]
    {
        true
    }
}

/// Says that there is nothing at this address.
pub fn set_not_found() {
    #[cfg(feature = "ssr")]
    crate::portal::set_not_found();
}
