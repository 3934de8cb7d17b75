/** What a file says about its picture before anything is decoded. */
export interface PictureHeader {
  /** In pixels, as stored: a JPEG turned by its EXIF data may be shown with its sides exchanged. */
  readonly width: number
  readonly height: number
  /** More than one frame. */
  readonly animated: boolean
  /** True for a JPEG that no EXIF data turns or mirrors, and that is not CMYK. */
  readonly isUpright?: boolean
  /** True for an upright JPEG without colour profile and second picture: its samples are what is to be seen. */
  readonly isPlain?: boolean
  /** A rare form of the format that browsers may not decode, such as "lossless JPEG". */
  readonly rareForm?: string
}
