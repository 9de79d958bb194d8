declare module 'pbf' {
  /** As much of it as we use; the package comes without types. */
  export default class Pbf {
    constructor(bytes: Uint8Array)
    pos: number
    readonly length: number
    /** Reads one embedded message. Fields that `read` leaves alone are skipped. */
    readMessage<T>(read: (tag: number, message: T, pbf: Pbf) => void, message: T): T
    readString(): string
    readVarint(): number
    readSVarint(): number
  }
}
